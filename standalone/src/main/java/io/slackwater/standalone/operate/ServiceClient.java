package io.slackwater.standalone.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.connect.NoAnswer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Talks to the REST interface of one service. */
final class ServiceClient {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /** The service itself waits for the log, and then until it has read back what it published. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int FIRST_ERROR = 300;
    private static final int NOT_FOUND = 404;
    private static final int NOT_NOW = 503;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
    private final Server server;
    private final String address;
    private final boolean isAlone;

    /**
     * The service that is meant.
     *
     * @param option the option that names its address
     */
    record Server(String name, String option) {}

    /**
     * A client of one instance.
     *
     * @param address where it is, with http or https
     * @param isAlone whether it is known that there are no others
     */
    ServiceClient(Server server, URI address, boolean isAlone) {
        this.server = server;
        this.isAlone = isAlone;
        this.address = address.toString().replaceAll("/+$", "");
    }

    /**
     * A request.
     *
     * @param path below the address, its segments encoded by {@link #segment}
     * @param query parameters, by name
     * @param body what is sent; empty for nothing
     */
    record Request(String method, String path, Map<String, String> query, Optional<String> body) {

        static Request get(String path, Map<String, String> query) {
            return new Request("GET", path, query, Optional.empty());
        }
    }

    /** Encodes a segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Sends a request.
     *
     * @return the answer; a missing node where it is empty
     * @throws CommandFailedException if the service is not reached, or refuses
     */
    JsonNode send(Request request) throws InterruptedException {
        return read(exchange(request));
    }

    /**
     * Asks for something that may not be there.
     *
     * @return the answer; empty where the service says that there is no such thing
     * @throws CommandFailedException if the service is not reached, or refuses
     */
    Optional<JsonNode> find(Request request) throws InterruptedException {
        HttpResponse<String> answer = exchange(request);
        return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(read(answer));
    }

    /**
     * Posts JSON that may make the service fetch what it names, however long that takes.
     *
     * @return the answer
     * @throws CommandFailedException if the service is not reached, or refuses
     */
    JsonNode post(String path, String json) throws InterruptedException {
        return read(exchange(HttpRequest.newBuilder(URI.create(address + path)).POST(BodyPublishers.ofString(json))));
    }

    /**
     * Puts a file, however long that takes.
     *
     * @throws CommandFailedException if the service is not reached, or refuses
     */
    void upload(String path, Path file) throws InterruptedException {
        try {
            read(exchange(HttpRequest.newBuilder(URI.create(address + path)).PUT(BodyPublishers.ofFile(file))));
        } catch (FileNotFoundException gone) {
            throw new CommandFailedException(file + " cannot be read: " + gone.getMessage());
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() >= FIRST_ERROR) {
            boolean onlyLater = isAlone && answer.statusCode() == NOT_NOW;
            throw new CommandFailedException(
                    onlyLater ? Refusal.toldOfNow(answer.body()) : Refusal.told(answer.statusCode(), answer.body()));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException other) {
            throw new CommandFailedException(address + " is not " + server.name() + ": its answer is no JSON");
        }
    }

    private HttpResponse<String> exchange(Request request) throws InterruptedException {
        return exchange(HttpRequest.newBuilder(uri(request))
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        request.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody)));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException noAnswer) {
            throw new CommandFailedException(
                    "%s does not answer at %s (%s). './slackwater up --config FILE' runs it on this machine; %s names another address"
                            .formatted(server.name(), address, NoAnswer.why(noAnswer), server.option()));
        }
    }

    private URI uri(Request request) {
        String query = request.query().entrySet().stream()
                .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(address + request.path() + (query.isEmpty() ? "" : "?" + query));
    }
}
