package io.slackwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schema that a record in somebody's log may have been written with stays in {@code history}, and today's schemas read
 * them all (backward transitive). A changed schema is added there by running this test with {@code -Dschemas.record=true}.
 */
class SchemaHistoryTest {

    private static final Path HISTORY = Path.of("src/test/resources/history");

    @ParameterizedTest
    @MethodSource("types")
    void shouldReadWhateverAnEarlierVersionWrote(Class<?> type) {
        Schema today = SpecificData.get().getSchema(type);

        assertThat(versionsOf(type))
                .allSatisfy(earlier -> assertThat(SchemaCompatibility.checkReaderWriterCompatibility(today, earlier)
                                .getResult()
                                .getIncompatibilities())
                        .as(
                                "what today's %s cannot read of an earlier version; give new fields and enums a default",
                                type.getSimpleName())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldHaveTodaysSchemaInTheHistory(Class<?> type) throws IOException {
        Schema today = SpecificData.get().getSchema(type);
        List<Schema> versions = versionsOf(type);
        if (Boolean.getBoolean("schemas.record") && !contains(versions, today)) {
            Path file = HISTORY.resolve("%s.%03d.avsc".formatted(type.getSimpleName(), versions.size() + 1));
            Files.writeString(file, SchemaFormatter.getInstance("json/pretty").format(today) + "\n");
            versions = versionsOf(type);
        }

        assertThat(contains(versions, today))
                .as(
                        "%s changed: run this test with -Dschemas.record=true and commit the file it adds",
                        type.getSimpleName())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldNoticeAFieldThatOldRecordsLack(Class<?> type) {
        Schema today = SpecificData.get().getSchema(type);
        List<Schema.Field> fields = Stream.concat(
                        today.getFields().stream().map(field -> new Schema.Field(field, field.schema())),
                        Stream.of(
                                new Schema.Field("withoutDefault", Schema.create(Schema.Type.LONG), "Breaks readers")))
                .toList();
        Schema careless = Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields);

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(careless, today)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    static Stream<Class<?>> types() {
        return Topics.all().stream().<Class<?>>map(Topic::valueType).distinct();
    }

    private static boolean contains(List<Schema> versions, Schema wanted) {
        return versions.stream()
                .anyMatch(version -> SchemaNormalization.parsingFingerprint64(version)
                        == SchemaNormalization.parsingFingerprint64(wanted));
    }

    private static List<Schema> versionsOf(Class<?> type) {
        try (Stream<Path> files = Files.list(HISTORY)) {
            return files.filter(file -> file.getFileName().toString().startsWith(type.getSimpleName() + "."))
                    .sorted()
                    .map(SchemaHistoryTest::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
