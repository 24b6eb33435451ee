package io.slackwater.standalone.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a MicroProfile Health report over HTTP. */
public final class HttpHealthProbe implements HealthProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI report;
    private final Set<String> tolerated;

    /**
     * Asks at an address.
     *
     * @param report where the report is
     * @param tolerated names of checks that may be down
     */
    public HttpHealthProbe(URI report, Set<String> tolerated) {
        this.report = report;
        this.tolerated = Set.copyOf(tolerated);
    }

    @Override
    public Health check(ProcessHandle child) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(report).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            return judge(answer.body(), tolerated);
        } catch (IOException noAnswer) {
            return new Health.NotUp("no answer at " + report + " yet");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Health.NotUp("interrupted");
        }
    }

    static Health judge(String report, Set<String> tolerated) throws IOException {
        JsonNode checks = JSON.readTree(report).path("checks");
        if (!checks.isArray()) {
            return new Health.NotUp("its health report is not one: " + report);
        }
        List<String> down = new ArrayList<>();
        for (JsonNode check : checks) {
            String name = check.path("name").asText();
            if (!"UP".equals(check.path("status").asText()) && !tolerated.contains(name)) {
                down.add(name + " is " + check.path("status").asText() + data(check));
            }
        }
        return down.isEmpty() ? new Health.Up() : new Health.NotUp(String.join(", ", down));
    }

    private static String data(JsonNode check) {
        return check.has("data") ? " " + check.get("data") : "";
    }
}
