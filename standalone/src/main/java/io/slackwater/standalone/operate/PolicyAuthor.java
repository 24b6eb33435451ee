package io.slackwater.standalone.operate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

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

    Map<String, String> query() {
        Map<String, String> query = new HashMap<>(Map.of("actor", actor));
        reason.ifPresent(why -> query.put("reason", why));
        return query;
    }
}
