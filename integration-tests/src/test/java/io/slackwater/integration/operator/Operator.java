package io.slackwater.integration.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.Progress;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody who decides how the installation is to act. */
public final class Operator {

    private static final String NAME = "operator";
    private static final String ORDER = "{\"actor\": \"" + NAME + "\", \"reason\": \"an instance stands still\"}";
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Operator() {}

    /**
     * Sets the first version of a policy; returns when the log has it.
     *
     * @param bootstrapServers the broker's address
     * @param document the policy as JSON
     */
    public static void setPolicy(String bootstrapServers, String name, String document)
            throws InterruptedException, ExecutionException {
        PolicyEvent event = PolicyEvent.newBuilder()
                .setPolicy(name)
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor(NAME)
                .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new TopicSerializer())) {
            producer.send(new ProducerRecord<>(Topics.POLICIES.name(), name, event))
                    .get();
        }
    }

    /**
     * Stops every grant in the fleet; returns when it is in effect.
     *
     * @param updateExecutor the address of the instance that has the allocator
     */
    public static void freeze(URI updateExecutor) throws IOException, InterruptedException {
        URI freeze = updateExecutor.resolve("/freeze");
        order(freeze, ORDER);
        Progress.patiently()
                .until(() -> HTTP.send(HttpRequest.newBuilder(freeze).build(), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("\"frozen\":true"));
    }

    /**
     * Says that a vanished VM will not come back for what it used last in a store.
     *
     * @param storageReclaimer the address of the instance that has the store
     */
    public static void forget(URI storageReclaimer, String store, String vm) throws IOException, InterruptedException {
        order(
                storageReclaimer.resolve("/uses/release"),
                "{\"store\": \"%s\", \"vmId\": \"%s\", \"actor\": \"%s\", \"reason\": \"it was an experiment\"}"
                        .formatted(store, vm, NAME));
    }

    /**
     * Adopts a volume. What was written to since is taken for what it is said to hold by its name.
     *
     * @param storageReclaimer the address of the instance that has the store
     * @param holds {@code portion@version}
     */
    public static void adopt(URI storageReclaimer, String store, String volume, String holds)
            throws IOException, InterruptedException {
        order(
                storageReclaimer.resolve("/adoptions"),
                """
                {"store": "%s", "volume": "%s", "holds": "%s", "actor": "%s", "reason": "it is an old image"}
                """
                        .formatted(store, volume, holds, NAME));
    }

    /**
     * Adopts a volume by its digest: a change has to be known that brought its content. Waits until the volume has been read.
     *
     * @param storageReclaimer the address of the instance that has the store
     */
    public static void adopt(URI storageReclaimer, String store, String volume) {
        String body = "{\"store\": \"%s\", \"volume\": \"%s\", \"actor\": \"%s\", \"reason\": \"the log lost it\"}"
                .formatted(store, volume, NAME);
        Progress.patiently().untilAsserted(() -> order(storageReclaimer.resolve("/adoptions"), body));
    }

    /**
     * Says that these hosts, and no others, share a store.
     *
     * @param storageReclaimer the address of the instance that has the store
     */
    public static void confirm(URI storageReclaimer, String store, List<String> hosts)
            throws IOException, InterruptedException {
        order(
                storageReclaimer.resolve("/stores/confirm"),
                "{\"store\": \"%s\", \"hosts\": [\"%s\"], \"actor\": \"%s\", \"reason\": \"there are no others\"}"
                        .formatted(store, String.join("\", \"", hosts), NAME));
    }

    /**
     * Has deletes of a store go on by the log that is read now, though the store counts another one's.
     *
     * @param storageReclaimer the address of the instance that has the store
     */
    public static void acceptLog(URI storageReclaimer, String store) throws IOException, InterruptedException {
        order(
                storageReclaimer.resolve("/stores/accept-log"),
                "{\"store\": \"%s\", \"actor\": \"%s\", \"reason\": \"it is a copy of the log\"}"
                        .formatted(store, NAME));
    }

    /**
     * Declares an active host, or one under another name.
     *
     * @param vmInventory the address of any instance
     */
    public static void declare(URI vmInventory, String host, String uri) throws IOException, InterruptedException {
        String body = "{\"hostId\": \"%s\", \"uri\": \"%s\", \"mode\": \"ACTIVE\"}".formatted(host, uri);
        HttpResponse<String> answer = post(vmInventory.resolve("/hosts"), body);
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(CREATED);
    }

    /**
     * Retires a host that the log says has VMs.
     *
     * @param vmInventory the address of any instance
     * @return what was shown before it was confirmed
     */
    public static String retire(URI vmInventory, String host) throws IOException, InterruptedException {
        URI place = vmInventory.resolve("/hosts/" + host + "/retire");
        HttpResponse<String> shown = post(place, "{\"reason\": \"renamed\"}");
        assertThat(shown.statusCode()).as(shown::body).isEqualTo(CONFLICT);
        HttpResponse<String> answer = post(place, "{\"reason\": \"renamed\", \"confirmed\": true}");
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(NO_CONTENT);
        return shown.body();
    }

    private static HttpResponse<String> post(URI place, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(place)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void order(URI place, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(place, body);
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(ACCEPTED);
    }
}
