package io.slackwater.runtime.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds the bodies that clients send. A body may have {@code quarkus.http.limits.max-body-size} bytes, and
 * {@code slackwater.rest.max-bodies} requests with a body are served at a time: each of them takes a worker thread, and a
 * client that sends slowly holds it. The next one is answered 503 with {@code Retry-After}, on the event loop.
 */
@ApplicationScoped
public class BodyLimits {

    /** Before the limit of Quarkus, whose answer has no text. */
    private static final int PRIORITY = 100;

    private static final String RETRY_AFTER_SECONDS = "5";

    /** For how long the rest of a refused body is read and dropped, so that its sender gets to see the answer. */
    private static final long DRAIN_MILLIS = 5_000;

    private final long maxBytes;
    private final int maxBodies;
    private final Semaphore free;
    private final ObjectMapper json;

    BodyLimits(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize,
            @ConfigProperty(name = "slackwater.rest.max-bodies") int maxBodies,
            ObjectMapper json) {
        this.maxBytes = maxBodySize.asLongValue();
        this.maxBodies = maxBodies;
        this.free = new Semaphore(maxBodies);
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        long length = declaredLength(context.request());
        if (length == 0) {
            context.next();
        } else if (length > maxBytes) {
            refuse(
                    context,
                    Response.Status.REQUEST_ENTITY_TOO_LARGE,
                    "The body has " + length + " bytes, the limit is " + maxBytes + " bytes",
                    "Send a shorter body");
        } else if (free.tryAcquire()) {
            context.addEndHandler(ended -> free.release());
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            refuse(
                    context,
                    Response.Status.SERVICE_UNAVAILABLE,
                    "The service reads " + maxBodies + " bodies already, and that is its limit",
                    "Send the same request again in " + RETRY_AFTER_SECONDS + " s");
        }
    }

    /** Returns the bytes of the body, 0 where there is none, 1 where the length is not known beforehand. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? 1 : 0;
        }
        return Long.parseLong(length);
    }

    private void refuse(RoutingContext context, Response.Status status, String detail, String remedy) {
        HttpServerRequest request = context.request();
        context.response()
                .setStatusCode(status.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(text(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, "body", remedy)));
        long timer = context.vertx()
                .setTimer(DRAIN_MILLIS, late -> request.connection().close());
        request.end().onComplete(ended -> context.vertx().cancelTimer(timer));
        request.resume();
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
