package io.slackwater.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;

/** A test that is not told what the services log of misfortunes that are meant to happen. */
abstract class QuietTest {

    private static final Logger SERVICES = Logger.getLogger("io.slackwater");

    @BeforeAll
    static void keepQuiet() {
        SERVICES.setLevel(Level.OFF);
    }
}
