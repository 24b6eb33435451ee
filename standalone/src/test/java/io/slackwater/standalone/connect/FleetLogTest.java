package io.slackwater.standalone.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetLogTest {

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    @AfterEach
    void logAsBefore() {
        root.setLevel(before);
    }

    @Test
    void shouldSayWhatIsNotReachedAndKeepTheClientsLogOffTheTerminal() throws IOException {
        // given
        root.setLevel(Level.INFO);
        String nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + free.getLocalPort();
        }

        // when, then
        assertThatThrownBy(() -> FleetLog.read(nobody))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("No broker is reached at " + nobody);
        assertThat(root.isLoggable(Level.WARNING)).isFalse();
    }
}
