package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.text.Age;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is in the stores and why. */
@Command(
        name = "storage",
        description = "Shows each stored volume: what it holds, how much it takes, who uses it and why it is kept.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StorageCommand.Deleted.class,
            StorageCommand.Hosts.class,
            StorageDecision.Hold.class,
            StorageDecision.Release.class,
            StorageDecision.Confirm.class,
            StorageDecision.Forget.class,
            DeleteDecision.Freeze.class,
            DeleteDecision.Unfreeze.class,
            DeleteDecision.GoOn.class,
            DeleteDecision.Consent.class,
            DeleteDecision.AcceptLog.class
        })
public final class StorageCommand implements Callable<Integer> {

    static final String PATH = "/volumes";

    @Option(names = "--store", paramLabel = "STORE", description = "Only this store, such as rack1-a/default.")
    private Optional<String> store = Optional.empty();

    @Option(names = "--portion", paramLabel = "PORTION", description = "Only this portion, such as debian-12/kernel.")
    private Optional<String> portion = Optional.empty();

    @Mixin
    private ReclaimerOptions reclaimer = new ReclaimerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        freeze(reclaimer.client()).ifPresent(out::println);
        StorageText.volumes(reclaimer.client().send(Request.get(PATH, query(store, portion))), Instant.now())
                .forEach(out::println);
        return 0;
    }

    /** Returns that deletes are frozen, since when, by whom and why; empty where they are not. */
    static Optional<String> freeze(ServiceClient client) throws InterruptedException {
        JsonNode freeze = client.send(Request.get(DeleteDecision.FREEZE, Map.of()));
        return freeze.path("frozen").asBoolean()
                ? Optional.of(
                        "Deletes are frozen in every store since %s: %s. To end it: slackwater storage unfreeze --because WHY"
                                .formatted(
                                        new Age(Instant.now()).of(freeze.path("since")),
                                        freeze.path("detail").asText()))
                : Optional.empty();
    }

    private static Map<String, String> query(Optional<String> store, Optional<String> portion) {
        Map<String, String> query = new TreeMap<>();
        store.ifPresent(id -> query.put("store", id));
        portion.ifPresent(name -> query.put("portion", name));
        return query;
    }

    /** Shows what was deleted. */
    @Command(
            name = "deleted",
            description =
                    "Shows what was deleted, the latest first: what it held, what came free, and the proof that it"
                            + " was safe.",
            mixinStandardHelpOptions = true)
    static final class Deleted implements Callable<Integer> {

        @Option(names = "--store", paramLabel = "STORE", description = "Only of this store.")
        private Optional<String> store = Optional.empty();

        @Option(names = "--portion", paramLabel = "PORTION", description = "Only what held this portion.")
        private Optional<String> portion = Optional.empty();

        @Option(
                names = "--overlays",
                description = "The overlays that updates replaced, one for each VM and change, instead of all else.")
        private boolean overlays;

        @Mixin
        private LimitOption limit = new LimitOption();

        @Mixin
        private ReclaimerOptions reclaimer = new ReclaimerOptions();

        @Mixin
        private VmNamesOptions log = new VmNamesOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            Map<String, String> query = query(store, portion);
            query.put("limit", String.valueOf(limit.value()));
            if (overlays) {
                query.put("overlays", "true");
            }
            JsonNode deleted = reclaimer.client().send(Request.get(PATH + "/deleted", query));
            DeletedText.lines(deleted, log.names(reclaimer), Instant.now())
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        }
    }

    /** Shows which hosts have which stores. */
    @Command(
            name = "hosts",
            description = "Shows which hosts have which store, and which of them somebody confirmed.",
            mixinStandardHelpOptions = true)
    static final class Hosts implements Callable<Integer> {

        @Mixin
        private ReclaimerOptions reclaimer = new ReclaimerOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            StorageText.stores(reclaimer.client().send(Request.get("/stores", Map.of())), Instant.now())
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        }
    }
}
