package io.slackwater.standalone.demo.view;

import io.slackwater.standalone.demo.model.FleetModel;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Where a demo shows what happens. */
public sealed interface DemoView permits LiveView, PlainView {

    /** Says one thing, which stays. */
    void say(String line);

    /** Shows the fleet as it is now. */
    void show(FleetModel model, Duration elapsed);

    /**
     * The view that suits: live on a terminal, plain lines elsewhere.
     *
     * @param terminal the terminal's rows and columns, {@code 50x132}; empty where there is none
     */
    static DemoView of(PrintStream out, Optional<String> terminal) {
        return terminal.filter(size -> size.matches("\\d{1,4}x\\d{1,4}"))
                .<DemoView>map(size -> {
                    int separator = size.indexOf('x');
                    return new LiveView(
                            out,
                            new FleetPicture(
                                    Integer.parseInt(size.substring(0, separator)),
                                    Integer.parseInt(size.substring(separator + 1))));
                })
                .orElseGet(() -> new PlainView(out));
    }
}
