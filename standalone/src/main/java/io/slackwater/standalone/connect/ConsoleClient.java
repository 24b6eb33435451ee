package io.slackwater.standalone.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.slackwater.api.Page;
import io.slackwater.api.ProblemResponse;
import io.slackwater.standalone.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the console's REST API, by its documents. */
public final class ConsoleClient {

    private static final String API = "/api/v1/";
    private static final int PART = 200;
    private static final int FIRST_ERROR = 300;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The console ends a question after 10 s itself. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A collection whose names are unique answers with one document.
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // What a host names is no control character of a terminal.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final String address;

    /** Reads the body of an answer. */
    private interface Reading<T> {
        T of(String body) throws JsonProcessingException;
    }

    ConsoleClient(URI address) {
        this.address = address.toString().replaceAll("/+$", "");
    }

    /**
     * Lists documents, part by part.
     *
     * @param filters values of the query, by name; none is empty
     * @param most how many documents at most
     * @return the documents; with a cursor where there are more
     * @throws CommandFailedException if the console is not reached, or refuses
     */
    public <T> Page<T> list(String collection, Map<String, String> filters, int most, Class<T> type)
            throws InterruptedException {
        JavaType part = types().constructParametricType(Page.class, type);
        List<T> items = new ArrayList<>();
        Page<T> last;
        Optional<String> cursor = Optional.empty();
        do {
            Map<String, String> query = new LinkedHashMap<>(filters);
            query.put("limit", String.valueOf(Math.min(PART, most - items.size())));
            cursor.ifPresent(from -> query.put("cursor", from));
            last = read(API + collection + "?" + encoded(query), body -> JSON.readValue(body, part));
            items.addAll(last.items());
            cursor = Optional.ofNullable(last.nextCursor());
        } while (cursor.isPresent() && items.size() < most);
        return new Page<>(items, last.nextCursor(), last.asOf());
    }

    /**
     * Returns the documents that an id or a name means, at least one.
     *
     * @throws CommandFailedException if there is none, or the console is not reached, or refuses
     */
    public <T> List<T> named(String collection, String idOrName, Class<T> type) throws InterruptedException {
        String path = Arrays.stream(idOrName.split("/", -1))
                .map(ConsoleClient::encoded)
                .collect(Collectors.joining("/"));
        JavaType list = types().constructCollectionType(List.class, type);
        return read(API + collection + "/" + path, body -> JSON.readValue(body, list));
    }

    /** Writes a document as JSON. */
    public static String json(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A document of the API is always JSON", impossible);
        }
    }

    private static TypeFactory types() {
        return JSON.getTypeFactory();
    }

    private <T> T read(String path, Reading<T> reading) throws InterruptedException {
        HttpResponse<String> answer = exchange(path);
        if (answer.statusCode() >= FIRST_ERROR) {
            throw new CommandFailedException(refusal(answer));
        }
        try {
            return reading.of(answer.body());
        } catch (JsonProcessingException other) {
            throw new CommandFailedException(
                    address + " is no console of this version: its answer is not understood. --console names another"
                            + " address");
        }
    }

    private HttpResponse<String> exchange(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(TIMEOUT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IllegalArgumentException noAddress) {
            throw new CommandFailedException("--console: " + address + " is no address such as http://127.0.0.1:8080");
        } catch (IOException noAnswer) {
            throw new CommandFailedException(
                    "The console does not answer at %s (%s). 'slackwater up' runs it, and 'slackwater console' beside an installation without one; --console names another address"
                            .formatted(address, NoAnswer.why(noAnswer)));
        }
    }

    private static String refusal(HttpResponse<String> answer) {
        try {
            ProblemResponse problem = JSON.readValue(answer.body(), ProblemResponse.class);
            if (Optional.ofNullable(problem.detail()).isPresent()) {
                String detail = Printable.of(problem.detail()).replaceAll("\\.$", "");
                return detail + ". " + Printable.of(String.valueOf(problem.remedy()));
            }
        } catch (JsonProcessingException noProblem) {
            // Told as it is, below.
        }
        return "The console answered with status " + answer.statusCode();
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
