package io.slackwater.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void shouldDeleteEverythingButFollowNoLinkOutOfTheDirectory() throws IOException {
        // given
        Path outside = Files.createDirectory(parent.resolve("outside"));
        Path kept = Files.createFile(outside.resolve("kept"));
        DemoDirectory directory = DemoDirectory.create(parent);
        Files.createDirectories(directory.path().resolve("a/b"));
        Files.createSymbolicLink(directory.path().resolve("a/link"), outside);

        // when
        directory.close();

        // then
        assertThat(directory.path()).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void shouldFindTheDirectoryOfADemoThatWasKilledAndNoOther() throws IOException {
        // given
        Path killed = Files.createDirectory(parent.resolve("slackwater-demo-1"));
        Files.createFile(killed.resolve("lock"));
        Files.createDirectory(parent.resolve("slackwater-demo-of-a-stranger"));
        Files.createDirectory(parent.resolve("other"));

        try (DemoDirectory running = DemoDirectory.create(parent)) {
            // when
            List<Path> abandoned = DemoDirectory.abandoned(parent);

            // then
            assertThat(abandoned).containsExactly(killed);
            assertThat(running.path()).exists();
        }
    }

    @Test
    void shouldKeepTheLogsOfAFailedDemo() throws IOException {
        // given
        DemoDirectory directory = DemoDirectory.create(parent);
        Files.createDirectory(directory.logs());
        Files.writeString(directory.logs().resolve("broker.log"), "why");

        // when
        Path kept = directory.keepLogs();
        directory.close();

        // then
        assertThat(kept.resolve("broker.log")).hasContent("why");
    }
}
