package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.console.ConsoleAddresses;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UpTextTest {

    private static final Pattern ADDRESS = Pattern.compile("http://[^ ,;]*[^ ,;.]");

    private static final Endpoints ENDPOINTS = new Endpoints(
            "127.0.0.1:9092",
            Map.of(
                    Service.PATCH_INGEST, URI.create("http://127.0.0.1:8081"),
                    Service.VM_INVENTORY, URI.create("http://127.0.0.1:8082"),
                    Service.UPDATE_EXECUTOR, URI.create("http://127.0.0.1:8083"),
                    Service.STORAGE_RECLAIMER, URI.create("http://127.0.0.1:8084")),
            Map.of(),
            Optional.empty());

    @Test
    void shouldNameAddressesThatAnswerAndSayWhichTakesAPost() {
        String said = UpText.services(ENDPOINTS);

        assertThat(ADDRESS.matcher(said).results().map(found -> found.group()))
                .containsExactly(
                        "http://127.0.0.1:8082/hosts",
                        "http://127.0.0.1:8083/policies",
                        "http://127.0.0.1:8083/rollouts",
                        "http://127.0.0.1:8081/changes");
        assertThat(said).contains("Kafka: 127.0.0.1:9092", "a POST to http://127.0.0.1:8081/changes");
    }

    @Test
    void shouldNameWhatTheConsoleAnswers() {
        String said = UpText.console(
                new ConsoleAddresses(URI.create("http://127.0.0.1:8080"), URI.create("http://127.0.0.1:9080")));

        assertThat(ADDRESS.matcher(said).results().map(found -> found.group()))
                .containsExactly(
                        "http://127.0.0.1:8080/api/v1/vms",
                        "http://127.0.0.1:8080/q/openapi",
                        "http://127.0.0.1:9080/q/health");
    }
}
