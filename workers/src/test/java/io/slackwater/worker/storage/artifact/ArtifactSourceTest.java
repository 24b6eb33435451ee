package io.slackwater.worker.storage.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactSourceTest {

    private static final byte[] CONTENT = "a kernel image".getBytes(StandardCharsets.UTF_8);

    private final ArtifactSource source = new ArtifactSource(Duration.ofMillis(500));

    @TempDir
    private Path directory;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
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
                .isInstanceOf(ArtifactException.Mismatch.class)
                .hasMessageContaining("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 15})
    void shouldRefuseWrongSize(int announced) {
        Artifact artifact = artifact(served(200, CONTENT, CONTENT.length), CONTENT, announced, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact))
                .isInstanceOf(ArtifactException.Mismatch.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void shouldSayUnavailableWhenTheConnectionBreaksOff() {
        Artifact artifact =
                artifact(served(200, CONTENT, CONTENT.length + 5), CONTENT, CONTENT.length + 5, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact)).isInstanceOf(ArtifactException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///nowhere/kernel", "ftp://127.0.0.1/kernel", "no uri at all", "http://127.0.0.1:1/x"})
    void shouldSayUnavailableWhereThereIsNothing(String uri) {
        Artifact artifact = new Artifact(holds(), VolumeFormat.RAW, sha256(CONTENT), CONTENT.length, uri);

        assertThatThrownBy(() -> source.fetch(artifact))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining(uri);
    }

    @Test
    void shouldSayUnavailableWhenTheServerHasNoSuchArtifact() {
        Artifact artifact = artifact(served(404, CONTENT, CONTENT.length), CONTENT, CONTENT.length, VolumeFormat.RAW);

        assertThatThrownBy(() -> source.fetch(artifact))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining("404");
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
                .isInstanceOf(ArtifactException.Mismatch.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> hostileImages() {
        return Stream.of(
                Arguments.of(qcow(2, 512, 0), "backing file"),
                Arguments.of(qcow(3, 512, 0), "backing file"),
                Arguments.of(qcow(3, 0, 4), "external data file"),
                Arguments.of(qcow(7, 0, 0), "unknown"),
                Arguments.of(CONTENT, "not a qcow2 image"));
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
        server.createContext("/artifact", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, announced);
                exchange.getResponseBody().write(content);
            }
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/artifact");
    }

    private static Artifact artifact(URI uri, byte[] content, long size, VolumeFormat format) {
        return new Artifact(holds(), format, sha256(content), size, uri.toString());
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
