package io.slackwater.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.slackwater.artifact.ArtifactException.Cause;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactSourceTest {

    private static final byte[] CONTENT = "a kernel image".getBytes(StandardCharsets.UTF_8);

    private final ArtifactSource source = new ArtifactSource(Duration.ofMillis(500));

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldFetchOverHttp() throws Exception {
        Artifact artifact = artifact(served(200, CONTENT, CONTENT.length), CONTENT, CONTENT.length, VolumeFormat.RAW);

        Path file;
        try (LocalArtifact local = source.fetch(artifact)) {
            file = local.file();
            assertThat(file).hasBinaryContent(CONTENT);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldFetchFromAFile() throws Exception {
        Path original = Files.write(directory.resolve("kernel"), CONTENT);

        try (LocalArtifact local =
                source.fetch(artifact(original.toUri(), CONTENT, CONTENT.length, VolumeFormat.RAW))) {
            assertThat(local.file()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void shouldRefuseWrongDigest() {
        byte[] other = "b kernel image".getBytes(StandardCharsets.UTF_8);
        Artifact artifact = artifact(served(200, other, other.length), CONTENT, CONTENT.length, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.DIGEST))
                .hasMessageContaining("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 15})
    void shouldRefuseWrongSize(int announced) {
        Artifact artifact = artifact(served(200, CONTENT, CONTENT.length), CONTENT, announced, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.DIGEST))
                .hasMessageContaining("bytes");
    }

    @Test
    void shouldSayUnavailableWhenTheConnectionBreaksOff() {
        Artifact artifact =
                artifact(served(200, CONTENT, CONTENT.length + 5), CONTENT, CONTENT.length + 5, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact)).satisfies(refusedFor(Cause.UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///nowhere/kernel",
                "ftp://127.0.0.1/kernel",
                "file://other-machine/kernel",
                "http://127.0.0.1:1/x"
            })
    void shouldSayUnavailableWhereThereIsNothing(String uri) {
        Artifact artifact = new Artifact(holds(), VolumeFormat.RAW, sha256(CONTENT), CONTENT.length, uri);

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.UNREADABLE))
                .hasMessageContaining(uri);
    }

    @Test
    void shouldSayUnavailableWhenTheServerHasNoSuchArtifact() {
        Artifact artifact = artifact(served(404, CONTENT, CONTENT.length), CONTENT, CONTENT.length, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.UNREADABLE))
                .hasMessageContaining("404");
    }

    @Test
    void shouldSayWhichVersionHasNoAddressWithoutRepeatingWhatStandsThere() {
        Artifact artifact = new Artifact(
                holds(), VolumeFormat.RAW, sha256(CONTENT), CONTENT.length, "http://user:secret@no address");

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.UNREADABLE))
                .hasMessageContaining("debian-12/kernel@6.1.0-50")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldShowNoPasswordOfAnAddress() {
        Artifact artifact = new Artifact(
                holds(),
                VolumeFormat.RAW,
                sha256(CONTENT),
                CONTENT.length,
                "http://user:secret@127.0.0.1:1/x?token=secret");

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.UNREADABLE))
                .hasMessageContaining("http://***@127.0.0.1:1/x?***")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldTryAgainWhenTheServerFailsOnce() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        URI uri = served(exchange -> {
            exchange.sendResponseHeaders(requests.incrementAndGet() == 1 ? 503 : 200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        });

        try (LocalArtifact local = source.fetch(artifact(uri, CONTENT, CONTENT.length, VolumeFormat.RAW))) {
            assertThat(local.file()).hasBinaryContent(CONTENT);
        }
        assertThat(requests).hasValue(2);
    }

    @Test
    void shouldSayUnavailableWhenTheServerFallsSilent() {
        CountDownLatch isOver = new CountDownLatch(1);
        URI uri = served(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 3);
            exchange.getResponseBody().flush();
            awaitUninterruptibly(isOver);
        });

        try {
            assertThatThrownBy(() -> source.fetch(artifact(uri, CONTENT, CONTENT.length, VolumeFormat.RAW)))
                    .satisfies(refusedFor(Cause.UNREADABLE))
                    .hasMessageContaining("nothing came for 500 ms");
        } finally {
            isOver.countDown();
        }
    }

    @Test
    void shouldFollowTheServerToAnotherAddress() throws Exception {
        URI uri = served(200, CONTENT, CONTENT.length);
        server.createContext("/moved", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Location", uri.toString());
                exchange.sendResponseHeaders(302, -1);
            }
        });

        try (LocalArtifact local =
                source.fetch(artifact(uri.resolve("/moved"), CONTENT, CONTENT.length, VolumeFormat.RAW))) {
            assertThat(local.file()).hasBinaryContent(CONTENT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "UNKNOWN"})
    void shouldRefuseQcowImageThatIsAnnouncedAsSomethingElse(VolumeFormat format) {
        byte[] image = qcow(3, 0, 0);
        Artifact artifact = artifact(served(200, image, image.length), image, image.length, format);

        assertThatThrownBy(() -> source.fetch(artifact)).satisfies(refusedFor(Cause.FORMAT));
    }

    @Test
    void shouldTakeStandaloneQcowImage() throws Exception {
        byte[] image = qcow(3, 0, 0);

        try (LocalArtifact local =
                source.fetch(artifact(served(200, image, image.length), image, image.length, VolumeFormat.QCOW2))) {
            assertThat(local.file()).hasBinaryContent(image);
        }
    }

    @ParameterizedTest
    @MethodSource("hostileImages")
    void shouldRefuseQcowImageThatDoesNotStandAlone(byte[] image, String message) {
        Artifact artifact = artifact(served(200, image, image.length), image, image.length, VolumeFormat.QCOW2);

        assertThatThrownBy(() -> source.fetch(artifact))
                .satisfies(refusedFor(Cause.FORMAT))
                .hasMessageContaining(message);
    }

    static Stream<Arguments> hostileImages() {
        return Stream.of(
                Arguments.of(qcow(2, 512, 0), "backing file"),
                Arguments.of(qcow(3, 512, 0), "backing file"),
                Arguments.of(qcow(3, 0, 4), "keeps its data in another file"),
                Arguments.of(qcow(7, 0, 0), "is no qcow2 image of version 2 or 3"),
                Arguments.of(CONTENT, "is no qcow2 image"));
    }

    private static byte[] qcow(int version, long backingOffset, long incompatible) {
        ByteBuffer header = ByteBuffer.allocate(104);
        header.putInt(0, 0x514649fb)
                .putInt(4, version)
                .putLong(8, backingOffset)
                .putLong(72, incompatible);
        return header.array();
    }

    private URI served(int status, byte[] content, int announced) {
        return served(exchange -> {
            exchange.sendResponseHeaders(status, announced);
            exchange.getResponseBody().write(content);
        });
    }

    private URI served(HttpHandler answer) {
        server.createContext("/artifact", exchange -> {
            try (exchange) {
                answer.handle(exchange);
            }
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/artifact");
    }

    private static Artifact artifact(URI uri, byte[] content, long size, VolumeFormat format) {
        return new Artifact(holds(), format, sha256(content), size, uri.toString());
    }

    private static ThrowingConsumer<Throwable> refusedFor(Cause cause) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(ArtifactException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(cause));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static PortionVersion holds() {
        return new PortionVersion("debian-12/kernel", "6.1.0-50", PortionKind.KERNEL);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
