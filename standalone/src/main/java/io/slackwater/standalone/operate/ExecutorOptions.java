package io.slackwater.standalone.operate;

import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where update-executor is. */
final class ExecutorOptions {

    @Option(
            names = "--executor",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8083",
            description = "Where update-executor is (default: ${DEFAULT-VALUE}, where 'up' has it).")
    private URI address = URI.create("");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ExecutorClient client() {
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(), "--executor is '" + address + "': use a URL such as http://127.0.0.1:8083");
        }
        return new ExecutorClient(address);
    }
}
