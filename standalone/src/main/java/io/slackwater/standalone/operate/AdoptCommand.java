package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
                            + " that speaks for it. No artifact is known to have its content: to adopt it so is to consent to"
                            + " its delete for good.")
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
        requireListed(surveys, volumes);
        AdoptText.lines(surveys, volumes).forEach(this::print);
        requireMatched(surveys, volumes);
        if (volumes.isEmpty()) {
            print(
                    "Nothing was changed. To adopt: slackwater adopt STORE/VOLUME... --because WHY; of a guess by name, one by one with --holds PORTION@VERSION.");
        } else if (yes || isConfirmed(volumes.size())) {
            adopt(client, volumes);
        }
        return 0;
    }

    private boolean isConfirmed(int volumes) {
        Optional<String> answer = Optional.ofNullable(System.console())
                .map(console -> console.readLine(
                        "What is adopted is deleted once a newer version is there, nothing needs it and its grace time is over. You cannot take this back. Put a hold on a volume to keep it. Adopt %s? [y/N] ",
                        volumes == 1 ? "it" : "these " + volumes));
        if (answer.isEmpty()) {
            throw new CommandFailedException("Nothing was changed, for nobody is there to answer. Say --yes to adopt.");
        }
        boolean confirmed = isYes(answer.get());
        if (!confirmed) {
            print("Nothing was changed.");
        }
        return confirmed;
    }

    private static boolean isYes(String answer) {
        return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** Of several, none is adopted where one cannot be: the service would refuse it in their midst. */
    private void requireMatched(List<JsonNode> surveys, List<StoredVolume> volumes) {
        List<String> refused = AdoptText.unmatched(surveys, volumes, holds.isPresent());
        if (!refused.isEmpty()) {
            throw new CommandFailedException(String.join("; ", refused) + ". Nothing was changed.");
        }
    }

    /** What no host lists cannot be adopted, and there is nothing to ask about it. */
    private static void requireListed(List<JsonNode> surveys, List<StoredVolume> volumes) {
        List<StoredVolume> missing = new ArrayList<>(volumes);
        missing.removeAll(AdoptText.listed(surveys));
        if (!missing.isEmpty()) {
            throw new CommandFailedException(
                    "No host that was asked lists %s; nothing was changed. What is there: slackwater adopt --store %s"
                            .formatted(
                                    missing.stream().map(StoredVolume::toString).collect(Collectors.joining(", ")),
                                    missing.get(0).store()));
        }
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
            } catch (CommandFailedException refused) {
                throw new CommandFailedException("%s is not adopted%s: %s"
                        .formatted(
                                volume,
                                done == 0 ? "" : ", those before it are (" + Count.of(done, "volume") + ")",
                                refused.getMessage()));
            }
            print(
                    "It is decided: %s is adopted as soon as its store hears of it; its grace time begins once nothing needs it. See: slackwater storage --store %s"
                            .formatted(volume, volume.store()));
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

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
