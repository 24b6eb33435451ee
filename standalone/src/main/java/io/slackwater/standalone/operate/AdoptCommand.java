package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.reach.NotDoneException;
import io.slackwater.standalone.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is in the stores besides what Slackwater staged, and adopts what a person names. */
@Command(
        name = "adopt",
        description =
                "Shows what is in the stores, what of it is a known portion version, and what could be freed; adopts"
                        + " the volumes that are named, if you say yes. What Slackwater adopts it deletes when nothing needs it.",
        mixinStandardHelpOptions = true)
public final class AdoptCommand implements Callable<Integer> {

    private static final String PATH = "/adoptions";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            paramLabel = "STORE/VOLUME",
            arity = "0..*",
            description = "What to adopt, such as rack1-a/default/vmlinuz-6.1.0-49; nothing: only show what is there.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--store", paramLabel = "STORE", description = "Show only this store, such as rack1-a/default.")
    private Optional<String> store = Optional.empty();

    @Option(
            names = "--holds",
            paramLabel = "PORTION@VERSION",
            description =
                    "What the one volume that is named holds, such as debian-12/kernel@6.1.0-49, where its name is all"
                            + " that speaks for it.")
    private Optional<String> holds = Optional.empty();

    @Option(names = "--yes", description = "Adopt without asking.")
    private boolean yes;

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = "${sys:user.name}",
            description = "Who decides (default: ${DEFAULT-VALUE}).")
    private String actor = "";

    @Option(names = "--because", paramLabel = "WHY", description = "Why; it is kept with the decision.")
    private String reason = "";

    @Mixin
    private ReclaimerOptions reclaimer = new ReclaimerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        List<StoredVolume> volumes = volumes();
        ServiceClient client = reclaimer.client();
        List<JsonNode> surveys = surveys(client, volumes);
        AdoptText.lines(surveys, volumes).forEach(this::print);
        if (volumes.isEmpty()) {
            print("Nothing was changed. To adopt: slackwater adopt STORE/VOLUME... --because WHY");
        } else if (yes || isConfirmed(volumes.size())) {
            adopt(client, volumes);
        } else {
            print("Nothing was changed. Say --yes to adopt.");
        }
        return 0;
    }

    private List<StoredVolume> volumes() {
        List<StoredVolume> volumes = new ArrayList<>();
        for (String text : named) {
            volumes.add(StoredVolume.parse(text)
                    .orElseThrow(
                            () -> wrong("'%s' is no volume of a store: name it as HOST/POOL/VOLUME".formatted(text))));
        }
        if (!volumes.isEmpty()) {
            Blank.refuse(spec, "--as", actor);
            Blank.refuse(spec, "--because", reason);
        }
        if (holds.isPresent() && volumes.size() != 1) {
            throw wrong("--holds says what one volume holds: name that one");
        }
        if (store.isPresent() && !volumes.isEmpty()) {
            throw wrong("--store chooses what is shown; a volume is named with its store");
        }
        return volumes;
    }

    private List<JsonNode> surveys(ServiceClient client, List<StoredVolume> volumes) throws InterruptedException {
        LinkedHashSet<String> stores = new LinkedHashSet<>();
        volumes.forEach(volume -> stores.add(volume.store()));
        store.ifPresent(stores::add);
        if (stores.isEmpty()) {
            client.send(Request.get("/stores", Map.of()))
                    .forEach(known -> stores.add(known.path("store").asText()));
        }
        List<JsonNode> surveys = new ArrayList<>();
        for (String id : stores) {
            surveys.add(client.send(Request.get(PATH, Map.of("store", id))));
        }
        return surveys;
    }

    private void adopt(ServiceClient client, List<StoredVolume> volumes) throws InterruptedException {
        int done = 0;
        for (StoredVolume volume : volumes) {
            try {
                client.send(new Request("POST", PATH, Map.of(), Optional.of(order(volume))));
            } catch (NotDoneException refused) {
                throw new NotDoneException("%s is not adopted%s: %s"
                        .formatted(
                                volume,
                                done == 0 ? "" : ", those before it are (" + Count.of(done, "volume") + ")",
                                refused.getMessage()));
            }
            print("The log has it: %s is adopted; its grace time begins once nothing needs it.".formatted(volume));
            done++;
        }
    }

    private String order(StoredVolume volume) {
        ObjectNode order = JSON.createObjectNode()
                .put("actor", actor)
                .put("reason", reason)
                .put("store", volume.store())
                .put("volume", volume.volume());
        holds.ifPresent(version -> order.put("holds", version));
        return order.toString();
    }

    /** Where nobody can answer, nobody says yes. */
    private static boolean isConfirmed(int volumes) {
        String question = "Adopt %s? [y/N] ".formatted(volumes == 1 ? "it" : "these " + volumes);
        return Optional.ofNullable(System.console())
                .map(console -> console.readLine(question))
                .filter(answer ->
                        answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"))
                .isPresent();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
