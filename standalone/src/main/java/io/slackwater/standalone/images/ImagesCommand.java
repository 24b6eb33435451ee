package io.slackwater.standalone.images;

import io.slackwater.api.HostResponse;
import io.slackwater.api.ImageResponse;
import io.slackwater.api.ImageVerdict;
import io.slackwater.api.Page;
import io.slackwater.standalone.connect.ConsoleClient;
import io.slackwater.standalone.connect.ConsoleOptions;
import io.slackwater.standalone.text.OutputFormat;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the images of the hosts' stores, who uses each, and whether anything is known to refer to it. */
@Command(
        name = "images",
        description = "Lists every image in the stores of the hosts: its bytes, who uses it, when that was seen, and"
                + " whether anything is known to refer to it.",
        footer = {"", "Example: slackwater images --store rack1-a/default --verdict UNREFERENCED"},
        mixinStandardHelpOptions = true)
public final class ImagesCommand implements Callable<Integer> {

    private static final int MOST_HOSTS = 10_000;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Only images of this store, such as rack1-a/default.")
    private Optional<String> store = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Only images that this host lists.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--verdict",
            paramLabel = "VERDICT",
            description = "Only images of this verdict: ${COMPLETION-CANDIDATES}.")
    private Optional<ImageVerdict> verdict = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json; ${DEFAULT-VALUE} where it is not named.")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description = "How many images at most; ${DEFAULT-VALUE} where it is not named.")
    private int limit = 1000;

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: use a number from 1");
        }
        Map<String, String> filters = new LinkedHashMap<>();
        store.ifPresent(value -> filters.put("store", value));
        host.ifPresent(value -> filters.put("host", value));
        verdict.ifPresent(value -> filters.put("verdict", value.name()));
        ConsoleClient client = console.client();
        Page<ImageResponse> images = client.list("images", filters, limit, ImageResponse.class);
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.println(ConsoleClient.json(images));
        } else {
            Map<String, String> ofHost = host.map(name -> Map.of("id", name)).orElse(Map.of());
            Page<HostResponse> hosts = client.list("hosts", ofHost, MOST_HOSTS, HostResponse.class);
            new ImageTable(System.getProperty("slackwater.terminal") != null)
                    .lines(images, hosts.items())
                    .forEach(out::println);
        }
        return 0;
    }
}
