package io.slackwater.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostReportTest {

    private static final String HOST =
            "{\"hostId\": \"local\", \"uri\": \"qemu:///system\", \"state\": \"%s\", \"reason\": %s}";

    @Test
    void shouldSayWhichHostIsAnotherOnesSecondName() throws JsonProcessingException {
        assertThat(complaints(HOST.formatted("SAME_HOST", "\"SAME_HOST_AS a: retire one\"")))
                .singleElement()
                .asString()
                .contains("is not watched: SAME_HOST_AS a: retire one");
    }

    @Test
    void shouldSayWhichHostIsNotReachedAndWhatToDo() throws JsonProcessingException {
        assertThat(complaints(HOST.formatted("UNREACHABLE", "\"no libvirt\"")))
                .singleElement()
                .asString()
                .startsWith("Host local (qemu:///system) is not reached: no libvirt\n")
                .contains("apt install libvirt-daemon-system", "virsh -c qemu:///system list");
        assertThat(complaints("{\"hostId\": \"a\", \"uri\": \"qemu+ssh://a/system\", \"state\": \"UNREACHABLE\"}"))
                .singleElement()
                .asString()
                .contains("runs there", "virsh -c qemu+ssh://a/system list");
    }

    @Test
    void shouldHaveNothingToSayOfHostsThatAreReached() throws JsonProcessingException {
        assertThat(complaints(HOST.formatted("SYNCED", "null") + "," + HOST.formatted("RETIRED", "\"gone\"")))
                .isEmpty();
    }

    @Test
    void shouldSayThatNoHostIsDeclared() throws JsonProcessingException {
        assertThat(complaints("")).singleElement().asString().startsWith("No host is declared");
    }

    @Test
    void shouldWaitUntilEachHostWasTried() throws Exception {
        // given
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hosts", exchange -> {
            String state = asked.incrementAndGet() < 3 ? "DECLARED" : "UNREACHABLE";
            byte[] body = ("[" + HOST.formatted(state, "\"late\"") + "]").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();

        // when
        List<String> complaints = new HostReport(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .complaints(Duration.ofSeconds(30));

        // then
        server.stop(0);
        assertThat(complaints).singleElement().asString().contains("late");
    }

    private static List<String> complaints(String hosts) throws JsonProcessingException {
        JsonNode list = new ObjectMapper().readTree("[" + hosts + "]");
        return HostReport.complaints(list);
    }
}
