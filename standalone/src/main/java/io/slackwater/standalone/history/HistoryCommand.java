package io.slackwater.standalone.history;

import io.slackwater.api.EventResponse;
import io.slackwater.api.Page;
import io.slackwater.standalone.connect.ConsoleClient;
import io.slackwater.standalone.connect.ConsoleOptions;
import io.slackwater.standalone.text.OutputFormat;
import io.slackwater.standalone.text.TimeConverter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
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

/** Lists what happened to something, and what a person decided about it, in the order of the log. */
@Command(
        name = "history",
        description = {
            "Lists what happened to a VM, a host, a change or a store, or what a person decided: when, what, who and why.",
            "The last events come last. Events are kept for the console's history period, 400 days by default."
        },
        footer = {"", "Example: slackwater history vm web-3", "Example: slackwater history actor alex --limit 20"},
        mixinStandardHelpOptions = true)
public final class HistoryCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
    private SubjectKind kind = SubjectKind.VM;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its id; of a VM the name, too.")
    private String name = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only events from this time on, such as 2026-11-30T08:00:00Z.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many events at most, the last ones; ${DEFAULT-VALUE} where it is not named.")
    private int limit = 100;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json; ${DEFAULT-VALUE} where it is not named.")
    private OutputFormat output = OutputFormat.TABLE;

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: use a number from 1");
        }
        ConsoleClient client = console.client();
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put(kind.filter(), kind.id(client, name));
        since.ifPresent(from -> filters.put("publishedAt.after", from.toString()));
        Page<EventResponse> events = client.list("events", filters, limit, EventResponse.class);
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.println(ConsoleClient.json(events));
        } else {
            new HistoryTable(kind).lines(events).forEach(out::println);
        }
        return 0;
    }
}
