package io.slackwater.standalone.operate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who sets or removes a policy. A file's history may say why as well, so that it need not be said. */
final class PolicyAuthor {

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = "${sys:user.name}",
            description = "Who decides (default: ${DEFAULT-VALUE}).")
    private String actor = "";

    @Option(names = "--because", paramLabel = "WHY", description = "Why; it is kept with the policy.")
    private Optional<String> reason = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    Map<String, String> query() {
        Blank.refuse(command, "--as", actor);
        Map<String, String> query = new HashMap<>(Map.of("actor", actor));
        reason.ifPresent(why -> query.put("reason", why));
        return query;
    }
}
