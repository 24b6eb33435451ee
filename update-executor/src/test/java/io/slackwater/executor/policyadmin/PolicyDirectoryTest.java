package io.slackwater.executor.policyadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDirectoryTest {

    private static final String PATIENT = "{\"modifiable\": {\"settleTime\": \"10m\"}}";

    @TempDir
    private Path files;

    private final MemoryLog log = new MemoryLog();

    @Test
    void shouldSetWhatDiffersAndLeaveTheRest() throws IOException {
        write("a-same.json", PATIENT);
        write("b-new.json", PATIENT);
        setAll();
        write("b-new.json", "{}");
        setAll();

        assertThat(log.published)
                .extracting(PolicyRevision::id)
                .containsExactly(
                        new PolicyVersion("a-same", 1), new PolicyVersion("b-new", 1), new PolicyVersion("b-new", 2));
        assertThat(log.published.get(0).by())
                .isEqualTo(new PolicyRevision.Author("file a-same.json", Optional.empty()));
    }

    @Test
    void shouldGoOnBehindAFileThatIsNoPolicy() throws IOException {
        write("a-broken.json", "{");
        write("b-wrong.json", "{\"colour\": 1}");
        write("c No Name.json", PATIENT);
        Files.write(files.resolve("d-no-text.json"), new byte[] {(byte) 0xC3, (byte) 0x28});
        Files.createDirectory(files.resolve("e-directory.json"));
        write("f-good.json", PATIENT);
        write("g-good.json.orig", PATIENT);

        setAll();

        assertThat(log.published).extracting(PolicyRevision::id).containsExactly(new PolicyVersion("f-good", 1));
    }

    @Test
    void shouldHaveNoFilesWhereThereIsNoDirectory() {
        assertThat(new PolicyDirectory(files.resolve("none"), desk()).files()).isEmpty();
    }

    private void setAll() {
        PolicyDirectory directory = new PolicyDirectory(files, desk());
        assertThat(directory.files()).allMatch(directory::set);
    }

    private PolicyService desk() {
        return new PolicyService(log, new PolicyReader(MemoryLog.BUILT_IN), Clock.systemUTC(), Duration.ofSeconds(1));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(files.resolve(name), content);
    }
}
