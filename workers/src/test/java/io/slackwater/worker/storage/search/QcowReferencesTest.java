package io.slackwater.worker.storage.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.lab.ProgramRun;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QcowReferencesTest {

    @Test
    void shouldReadBothNames() {
        QcowReferences references = QcowReferences.parse(new QcowHeader()
                        .backedBy("base.qcow2")
                        .withDataIn("/data.raw")
                        .bytes())
                .orElseThrow();

        assertThat(references.backing()).contains("base.qcow2");
        assertThat(references.dataFile()).contains("/data.raw");
        assertThat(references.isWhole()).isTrue();
    }

    @Test
    void shouldEndANameAtItsFirstZeroByte() {
        QcowReferences references = QcowReferences.parse(
                        new QcowHeader().backedBy("base.qcow2\0junk").bytes())
                .orElseThrow();

        assertThat(references.backing()).contains("base.qcow2");
        assertThat(references.isWhole()).isTrue();
    }

    @Test
    void shouldNotCountAnEmptyNameForKnown() {
        assertThat(QcowReferences.parse(new QcowHeader().backedBy("\0base").bytes())
                        .orElseThrow()
                        .isWhole())
                .isFalse();
        assertThat(QcowReferences.parse(new QcowHeader().withDataIn("").bytes())
                        .orElseThrow()
                        .isWhole())
                .isFalse();
    }

    @Test
    void shouldNotChooseAmongSeveralDataFiles() {
        QcowReferences references = QcowReferences.parse(new QcowHeader()
                        .withDataIn("/first.raw")
                        .withDataIn("/second.raw")
                        .bytes())
                .orElseThrow();

        assertThat(references.isWhole()).isFalse();
    }

    @Test
    void shouldReadTheNameThatQemuReads(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-img")), "qemu-img is not installed");
        Path overlay = directory.resolve("overlay.qcow2");
        qemuImg("create", "-q", "-f", "qcow2", directory.resolve("base.qcow2").toString(), "1M");
        qemuImg("create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2", overlay.toString());
        byte[] image = Files.readAllBytes(overlay);
        ByteBuffer head = ByteBuffer.wrap(image);
        int end = (int) head.getLong(8) + head.getInt(16);
        head.putInt(16, head.getInt(16) + 5).put(end, "\0junk".getBytes(StandardCharsets.UTF_8));
        Files.write(overlay, image);

        String told = new ObjectMapper()
                .readTree(qemuImg("info", "-U", "--output", "json", overlay.toString()))
                .path("backing-filename")
                .asText();

        assertThat(QcowReferences.parse(Arrays.copyOf(image, QcowReferences.LENGTH))
                        .orElseThrow()
                        .backing())
                .contains(told);
    }

    private static String qemuImg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        return ProgramRun.of(Duration.ofMinutes(1), command)
                .orFail(String.join(" ", command))
                .output();
    }
}
