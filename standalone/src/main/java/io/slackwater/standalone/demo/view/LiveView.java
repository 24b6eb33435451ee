package io.slackwater.standalone.demo.view;

import io.slackwater.standalone.demo.model.FleetModel;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** A picture at the bottom of the terminal that is drawn anew; what is said scrolls away above it. */
final class LiveView implements DemoView {

    private final PrintStream out;
    private final FleetPicture picture;
    private List<String> drawn = List.of();

    LiveView(PrintStream out, FleetPicture picture) {
        this.out = out;
        this.picture = picture;
    }

    @Override
    public synchronized void say(String line) {
        List<String> picture = drawn;
        draw(List.of());
        out.println(line);
        draw(picture);
    }

    @Override
    public synchronized void show(FleetModel model, Duration elapsed) {
        draw(picture.draw(model, elapsed));
    }

    private void draw(List<String> lines) {
        if (!drawn.isEmpty()) {
            // ECMA-48: cursor up by so many lines, then erase to the end of the screen.
            out.print("\u001b[" + drawn.size() + "A\u001b[J");
        }
        lines.forEach(out::println);
        out.flush();
        drawn = lines;
    }
}
