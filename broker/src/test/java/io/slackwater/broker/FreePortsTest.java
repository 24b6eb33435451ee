package io.slackwater.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    private static final String LOOPBACK = "127.0.0.1";

    @Test
    void shouldChooseNoneThatTheKernelMayGiveToAConnection() throws IOException {
        int firstOfConnections;
        try (Scanner range =
                new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), StandardCharsets.US_ASCII)) {
            firstOfConnections = range.nextInt();
        }

        assertThat(FreePorts.find(LOOPBACK, 20)).doesNotHaveDuplicates().allMatch(port -> port < firstOfConnections);
    }

    @Test
    void shouldPassOverAPortThatSomebodyHas() throws IOException {
        List<Integer> free = FreePorts.find(LOOPBACK, 2, new Random(7));

        try (ServerSocket somebody = new ServerSocket(free.get(0), 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.find(LOOPBACK, 1, new Random(7)))
                    .doesNotContain(somebody.getLocalPort())
                    .containsExactly(free.get(1));
        }
    }

    @Test
    void shouldSayThatAnAddressIsNotOfThisMachine() {
        assertThatThrownBy(() -> FreePorts.find("192.0.2.1", 1))
                .hasMessageContaining("There is no free port on 192.0.2.1");
    }
}
