package io.slackwater.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLineTest {

    private static final String ENTRY =
            """
            {"timestamp": "2026-03-01T12:00:00Z", "loggerName": "io.quarkus.runtime.Application", "level": "ERROR",\
             "message": "Failed to start application", "exception": {"refId": 1, "exceptionType": "java.lang.RuntimeException",\
             "message": "Failed to start quarkus", "frames": [%s],\
             "causedBy": {"exception": {"exceptionType": "java.net.BindException", "message": "Port 8083 is taken"}}}}""";

    @TempDir
    private Path directory;

    @Test
    void shouldTellLevelAndMessagesOfAJsonRecord() {
        assertThat(LogLine.readable(ENTRY.formatted("")))
                .isEqualTo("ERROR Failed to start application: Failed to start quarkus: Port 8083 is taken");
    }

    @Test
    void shouldNameAnExceptionThatHasNoMessage() {
        assertThat(
                        LogLine.readable(
                                "{\"level\": \"WARN\", \"message\": \"Odd\", \"exception\": {\"exceptionType\": \"a.b.Late\"}}"))
                .isEqualTo("WARN Odd: Late");
    }

    @Test
    void shouldLeaveOtherLinesAsTheyAre() {
        assertThat(LogLine.readable("{ no record")).isEqualTo("{ no record");
        assertThat(LogLine.readable("12:00 INFO started")).isEqualTo("12:00 INFO started");
    }

    @Test
    void shouldReadARecordThatIsLongerThanAScreen() throws IOException {
        // given
        String frame = "{\"class\": \"io.slackwater.Some\", \"method\": \"some\", \"line\": 1}";
        String frames = (frame + ", ").repeat(400) + frame;
        Path log = Files.writeString(directory.resolve("log"), "before\n" + ENTRY.formatted(frames) + "\n");

        // when
        String tail = LogTail.of(log, 1);

        // then
        assertThat(tail).isEqualTo("ERROR Failed to start application: Failed to start quarkus: Port 8083 is taken");
    }
}
