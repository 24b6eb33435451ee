package io.slackwater.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class OwnPortProbeTest {

    @Test
    void shouldNotTakeAStrangersAnswerForTheChilds() throws Exception {
        // given
        Process child = new ProcessBuilder("sleep", "60").start();
        try (ServerSocket stranger = listener()) {

            // when
            Health health = probe(stranger).check(child.toHandle());

            // then
            assertThat(health).isInstanceOfSatisfying(Health.NotUp.class, notUp -> assertThat(notUp.reason())
                    .startsWith("port " + stranger.getLocalPort() + " is taken by process "
                            + ProcessHandle.current().pid()));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldBelieveTheChildItself() throws IOException {
        // given
        try (ServerSocket own = listener()) {

            // when
            Health health = probe(own).check(ProcessHandle.current());

            // then
            assertThat(health.isUp()).isTrue();
        }
    }

    private static OwnPortProbe probe(ServerSocket socket) {
        return new OwnPortProbe(socket.getLocalPort(), child -> new Health.Up());
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
