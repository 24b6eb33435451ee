package io.slackwater.standalone.images;

import io.slackwater.api.ImageResponse;
import io.slackwater.standalone.connect.ConsoleOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells of an image what uses it, by which path, and what would have to happen for it to be UNREFERENCED. */
@Command(
        name = "image",
        description =
                "Tells of an image what uses it, by which path, what is not known, and what would have to happen for"
                        + " nothing to refer to it.",
        footer = {"", "Example: slackwater explain image debian-12.qcow2"},
        mixinStandardHelpOptions = true)
public final class ExplainImageCommand implements Callable<Integer> {

    /** The console answers a name with so many images at most. */
    private static final int MOST = 100;

    @Parameters(paramLabel = "IMAGE", description = "Its name, or its store and name: rack1-a/default/debian-12.qcow2.")
    private String image = "";

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        List<ImageResponse> images = console.client().named("images", image, ImageResponse.class);
        PrintWriter out = spec.commandLine().getOut();
        boolean isFirst = true;
        for (ImageResponse one : images) {
            if (!isFirst) {
                out.println();
            }
            isFirst = false;
            new ImageExplanation(one).lines().forEach(out::println);
        }
        if (images.size() >= MOST) {
            out.println();
            out.println(
                    "There may be more: at most %d images of one name are shown. Name the store, too.".formatted(MOST));
        }
        return 0;
    }
}
