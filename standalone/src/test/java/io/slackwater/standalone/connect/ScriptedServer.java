package io.slackwater.standalone.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An HTTP server that answers as it is told, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    public final List<String> requests = new ArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final HttpServer server;

    private record Answer(int status, String body) {}

    public ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Answers a request as told.
     *
     * @param request method, path and query, as in {@code GET /freeze}
     */
    public ScriptedServer on(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add((request + " " + body).strip());
        Answer answer =
                answers.getOrDefault(request, new Answer(404, "{\"detail\": \"No script for " + request + "\"}"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
