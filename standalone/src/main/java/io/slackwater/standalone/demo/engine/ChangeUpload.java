package io.slackwater.standalone.demo.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Submits a kernel to patch-ingest as somebody would who builds kernels: the artifact first, then the change.
 *
 * @param patchIngest the address of the service
 */
record ChangeUpload(URI patchIngest) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    void submit(String release, byte[] kernel) throws InterruptedException {
        String sha256 = sha256(kernel);
        HttpRequest.Builder artifact = HttpRequest.newBuilder(patchIngest.resolve("/artifacts/" + sha256))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(kernel))
                .header("Content-Type", "application/octet-stream");
        HttpRequest.Builder change = HttpRequest.newBuilder(patchIngest.resolve("/changes"))
                .POST(HttpRequest.BodyPublishers.ofString(change(release, sha256)))
                .header("Content-Type", "application/json");
        HttpClient client = HttpClient.newHttpClient();
        send(client, artifact);
        send(client, change);
    }

    private void send(HttpClient client, HttpRequest.Builder prepared) throws InterruptedException {
        HttpRequest request = prepared.timeout(TIMEOUT).build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new EngineException(request.method() + " " + request.uri() + " was answered with "
                        + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException failed) {
            throw new EngineException(
                    request.method() + " " + request.uri() + " failed: " + failed.getMessage(), failed);
        }
    }

    private static String change(String release, String sha256) {
        Map<String, Object> kernel = Map.of(
                "portion",
                DemoFleet.KERNEL_PORTION,
                "kind",
                "KERNEL",
                "version",
                release,
                "versionOrder",
                "DEBIAN",
                "sha256",
                sha256,
                "format",
                "RAW",
                "kernelRelease",
                release);
        try {
            return JSON.writeValueAsString(
                    Map.of("operatingSystem", DemoFleet.OPERATING_SYSTEM, "portions", List.of(kernel)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Text and lists can always be written", impossible);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
