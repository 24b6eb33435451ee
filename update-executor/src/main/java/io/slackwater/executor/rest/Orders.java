package io.slackwater.executor.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.runtime.rest.RequestBody;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads what callers send, and names the field that is not as it should be. */
@Singleton
final class Orders {

    private static final String ACTOR = "actor";
    private static final String REASON = "reason";
    private static final String CHANGE = "changeId";
    private static final String REMEDY =
            "Send {\"actor\": \"who you are\", \"reason\": \"why\"}; a retry also names the \"changeId\"";

    private final ObjectMapper json;

    Orders(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads who decides, and why.
     *
     * @throws io.slackwater.runtime.rest.InvalidRequestException if the body does not say it
     */
    Order order(String body) {
        return order(read(body, List.of(ACTOR, REASON)));
    }

    /** A decision to try a change again. */
    record Retry(Order order, String changeId) {}

    /**
     * Reads who wants which change tried again, and why.
     *
     * @throws io.slackwater.runtime.rest.InvalidRequestException if the body does not say it
     */
    Retry retry(String body) {
        RequestBody read = read(body, List.of(ACTOR, REASON, CHANGE));
        return new Retry(order(read), read.text(CHANGE));
    }

    private RequestBody read(String body, List<String> fields) {
        return RequestBody.read(json, body, fields, REMEDY);
    }

    private static Order order(RequestBody body) {
        return new Order(body.text(ACTOR), body.text(REASON));
    }
}
