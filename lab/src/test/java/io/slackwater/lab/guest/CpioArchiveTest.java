package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;

class CpioArchiveTest {

    @Test
    void shouldPutEveryDirectoryBeforeWhatIsInItAndOnce() throws IOException {
        assertThat(members(sample()))
                .containsExactly(
                        "040755 bin",
                        "100755 bin/busybox = program",
                        "040755 etc",
                        "040755 etc/acpi",
                        "100644 etc/acpi/note = text",
                        "120777 bin/sh = busybox");
    }

    @Test
    void shouldWriteTheSameBytesForTheSameCalls() throws IOException {
        assertThat(sample()).isEqualTo(sample());
    }

    private static byte[] sample() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchive archive = new CpioArchive(bytes)) {
            archive.program("bin/busybox", "program".getBytes(StandardCharsets.UTF_8));
            archive.text("etc/acpi/note", "text");
            archive.symbolicLink("bin/sh", "busybox");
        }
        return bytes.toByteArray();
    }

    private static List<String> members(byte[] archive) throws IOException {
        List<String> members = new ArrayList<>();
        try (CpioArchiveInputStream cpio =
                new CpioArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (CpioArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
                String content = new String(cpio.readAllBytes(), StandardCharsets.UTF_8);
                members.add("%06o %s%s"
                        .formatted(entry.getMode(), entry.getName(), content.isEmpty() ? "" : " = " + content));
            }
        }
        return members;
    }
}
