package io.slackwater.inventory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends too much, too slowly or too often takes neither the service's memory nor its health away. */
@QuarkusTest
@QuarkusTestResource(BrokerAndFleet.class)
class RestLimitsTest {

    private static final int STALLED = 300;
    private static final int MAX_BODIES = 32;
    private static final int TOO_LONG = 10 * 1024 * 1024;
    private static final int CHUNK = 65_536;
    private static final int ENDLESS = 1024 * 1024 * 1024;

    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource
    URI rest;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void shouldAnswerHealthWhileHundredsOfUploadsStall() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int count = 0; count < STALLED; count++) {
                stalled.add(halfABody());
            }

            HttpResponse<String> health = get(management.resolve("/q/health/live"));

            assertThat(health.body()).contains("\"status\": \"UP\"");
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() throws Exception {
        HttpResponse<String> answer = post("/hosts", "x".repeat(TOO_LONG));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("The body has 10485760 bytes, the limit is 65536 bytes");
    }

    @Test
    void shouldStopReadingABodyOfUnknownLengthThatIsTooLong() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (Socket socket = new Socket(rest.getHost(), rest.getPort())) {
            OutputStream body = socket.getOutputStream();
            body.write("POST /hosts HTTP/1.1\r\nHost: slackwater\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + "x".repeat(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);

            assertThatThrownBy(() -> {
                        while (sent.addAndGet(CHUNK) < ENDLESS) {
                            body.write(chunk);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldRefuseMoreBodiesAtATimeThanItHasThreadsFor() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int count = 0; count < MAX_BODIES; count++) {
                stalled.add(halfABody());
            }
            await().untilAsserted(() -> {
                // One of the 32 was refused where the test before, or the request below, still held a place.
                stalled.add(halfABody());
                HttpResponse<String> answer = post("/hosts", "{}");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("5");
                assertThat(answer.body()).contains("32 bodies");
            });
            assertThat(get(rest.resolve("/hosts")).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"hostId, 257, 256", "mode, 257, 256", "uri, 2049, 2048"})
    void shouldNameTheTextThatIsTooLong(String field, int length, int limit) throws Exception {
        HttpResponse<String> answer = post("/hosts", declaration(field, "\"" + "a".repeat(length) + "\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"field\":\"" + field + "\"", "has " + length + " characters, the limit is " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rack\": \"a\\u0007\"}", "{\"ra\\nck\": \"a\"}"})
    void shouldRefuseAControlCharacterInALabel(String labels) throws Exception {
        HttpResponse<String> answer = post("/hosts", declaration("labels", labels));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("has the control character U+000");
    }

    @Test
    void shouldRefuseAReasonThatIsTooLong() throws Exception {
        HttpResponse<String> answer =
                post("/hosts/host-a/retire", "{\"reason\": \"" + "r".repeat(2_001) + "\", \"confirmed\": true}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"reason\"", "has 2001 characters, the limit is 2000");
    }

    private static String declaration(String field, String value) {
        Map<String, String> fields =
                new TreeMap<>(Map.of("hostId", "\"a\"", "uri", "\"test:///default\"", "mode", "\"OBSERVE\""));
        fields.put(field, value);
        return fields.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(rest.resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Socket halfABody() throws IOException {
        Socket socket = new Socket(rest.getHost(), rest.getPort());
        socket.getOutputStream()
                .write("POST /hosts HTTP/1.1\r\nHost: slackwater\r\nContent-Length: 100\r\n\r\n{\"hostId\": "
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(3)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
