package io.slackwater.integration.offer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * Somebody who has newer portions and tells patch-ingest.
 *
 * @param patchIngest the address of its REST interface
 */
public record ChangeOffer(URI patchIngest) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Uploads the artifacts and submits the change that is made of them. Returns the change's id. */
    public String post(String operatingSystem, OfferedPortion... portions) throws IOException, InterruptedException {
        for (OfferedPortion portion : portions) {
            send(HttpRequest.newBuilder(patchIngest.resolve("/artifacts/" + portion.sha256()))
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(portion.content())));
        }
        Map<String, Object> change = Map.of(
                "operatingSystem",
                operatingSystem,
                "portions",
                List.of(portions).stream().map(OfferedPortion::fields).toList());
        String answer = send(HttpRequest.newBuilder(patchIngest.resolve("/changes"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(change))));
        return JSON.readTree(answer).path("changeId").asText();
    }

    /** Withdraws a change. */
    public void withdraw(String changeId, String actor, String reason) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(patchIngest.resolve("/changes/" + changeId + "/withdraw"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("actor", actor, "reason", reason)))));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer::body).isBetween(200, 299);
        return answer.body();
    }
}
