package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Somebody who has a newer kernel and tells patch-ingest.
 *
 * @param patchIngest the address of its REST interface
 */
record ChangeOffer(URI patchIngest) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Uploads the kernel and submits the change. */
    void post() throws IOException, InterruptedException, NoSuchAlgorithmException {
        byte[] kernel = KernelFleet.kernel(KernelFleet.NEWER);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kernel));
        send(HttpRequest.newBuilder(patchIngest.resolve("/artifacts/" + sha256))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(kernel)));
        send(HttpRequest.newBuilder(patchIngest.resolve("/changes"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(change(sha256))));
    }

    private static String change(String sha256) {
        return """
            {
              "operatingSystem": "debian",
              "portions": [{
                "portion": "debian/kernel",
                "kind": "KERNEL",
                "version": "%1$s",
                "format": "RAW",
                "sha256": "%2$s",
                "kernelRelease": "%1$s"
              }]
            }
            """
                .formatted(KernelFleet.NEWER, sha256);
    }

    private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer::body).isBetween(200, 299);
    }
}
