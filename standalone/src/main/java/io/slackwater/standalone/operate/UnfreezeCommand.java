package io.slackwater.standalone.operate;

import io.slackwater.standalone.operate.ServiceClient.Request;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Lets grants be given again. */
@Command(name = "unfreeze", description = "Ends a freeze.", mixinStandardHelpOptions = true)
public final class UnfreezeCommand extends Decision {

    @Override
    Optional<String> already(ServiceClient client) throws InterruptedException {
        boolean frozen = client.send(Request.get(FreezeCommand.PATH, Map.of()))
                .path("frozen")
                .asBoolean();
        return frozen ? Optional.empty() : Optional.of("The fleet is not frozen");
    }

    @Override
    Request request(Optional<String> order) {
        return request("DELETE", FreezeCommand.PATH, order);
    }

    @Override
    String follows() {
        return ": updates are granted again";
    }
}
