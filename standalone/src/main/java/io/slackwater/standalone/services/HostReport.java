package io.slackwater.standalone.services;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Says which hosts are not reached, and what to do about each. */
public final class HostReport {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PAUSE_MILLIS = 250;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI inventory;

    /** @param inventory the address of vm-inventory */
    public HostReport(URI inventory) {
        this.inventory = inventory;
    }

    /**
     * Waits until each host was tried.
     *
     * @param patience how long to wait at most; a host that hangs longer is told as one that did not answer yet
     * @return a line for each host that is not reached, or one that there is none; empty where all is well
     */
    public List<String> complaints(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<JsonNode> hosts = ask();
        while (System.nanoTime() < deadline
                && !hosts.map(HostReport::allWereTried).orElse(false)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            hosts = ask();
        }
        return hosts.map(HostReport::complaints)
                .orElseGet(() -> List.of(
                        "vm-inventory did not say in time which hosts it reaches: see " + inventory + "/hosts"));
    }

    private Optional<JsonNode> ask() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(inventory.resolve("/hosts"))
                .timeout(TIMEOUT)
                .build();
        try {
            JsonNode answer = JSON.readTree(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
            return Optional.of(answer).filter(JsonNode::isArray);
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static boolean allWereTried(JsonNode hosts) {
        for (JsonNode host : hosts) {
            if (host.path("state").asText().equals("DECLARED")) {
                return false;
            }
        }
        return true;
    }

    static List<String> complaints(JsonNode hosts) {
        if (hosts.isEmpty()) {
            return List.of(
                    "No host is declared, so that there are no VMs to look at: name one in the configuration, as in"
                            + " slackwater.inventory.hosts.local.uri = qemu:///system");
        }
        List<String> complaints = new ArrayList<>();
        for (JsonNode host : hosts) {
            String state = host.path("state").asText();
            if (state.equals("UNREACHABLE") || state.equals("DECLARED")) {
                complaints.add(complaint(host));
            } else if (state.equals("SAME_HOST")) {
                complaints.add("Host " + host.path("hostId").asText() + " is not watched: "
                        + host.path("reason").asText());
            }
        }
        return complaints;
    }

    private static String complaint(JsonNode host) {
        String uri = host.path("uri").asText();
        String reason = host.path("reason").asText("");
        return "Host " + host.path("hostId").asText() + " (" + uri + ") is not reached"
                + (reason.isBlank() || host.path("reason").isNull() ? " yet" : ": " + reason.strip()) + "\n  "
                + remedy(uri) + ". It is tried again by itself";
    }

    private static String remedy(String uri) {
        return uri.matches("[a-z]+:///.*")
                ? "Install and start libvirt here (Debian, Ubuntu: apt install libvirt-daemon-system), and see that 'virsh -c "
                        + uri + " list' works for the user who runs Slackwater"
                : "See that libvirt runs there, and that 'virsh -c " + uri
                        + " list' works for the user who runs Slackwater, without a password";
    }
}
