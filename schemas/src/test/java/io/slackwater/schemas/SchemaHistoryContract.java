package io.slackwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every schema that a record in somebody's log may have been written with: it stays in the module's {@code history},
 * today's schema reads it, and it reads what is written today, as an instance does that is upgraded last. A release adds its
 * schemas there, by {@code -Dschemas.release=record}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SchemaHistoryContract {

    private static final String RELEASE = "schemas.release";
    private static final Path HISTORY = Path.of("src/test/resources/history");

    /** Returns the record types of the module. */
    protected abstract Collection<Class<? extends SpecificRecord>> types();

    @ParameterizedTest
    @MethodSource("types")
    void shouldReadWhateverAnEarlierVersionWrote(Class<?> type) {
        Schema today = schemaOf(type);

        assertThat(versionsOf(type)).allSatisfy(earlier -> assertThat(obstacles(today, earlier))
                .as(
                        "what today's %s cannot read of an earlier version; give new fields a default",
                        type.getSimpleName())
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldBeReadByEveryEarlierVersion(Class<?> type) {
        Schema today = schemaOf(type);

        assertThat(versionsOf(type)).allSatisfy(earlier -> assertThat(obstacles(earlier, today))
                .as(
                        "what an earlier %s cannot read of today's; keep fields that never had a default",
                        type.getSimpleName())
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldGiveEveryEnumADefault(Class<?> type) {
        assertThat(enumsIn(schemaOf(type))).allSatisfy(choice -> assertThat(choice.getEnumDefault())
                .as("what a version that does not know a later symbol of %s reads instead", choice.getName())
                .isNotNull());
    }

    /** Each release adds an entry, not each change: between two releases no log has records of a schema. */
    @ParameterizedTest
    @MethodSource("types")
    @EnabledIfSystemProperty(named = RELEASE, matches = "check|record")
    void shouldHaveTheSchemaOfAReleaseInTheHistory(Class<?> type) throws IOException {
        Schema today = schemaOf(type);
        List<Schema> versions = versionsOf(type);
        if (System.getProperty(RELEASE).equals("record") && !contains(versions, today)) {
            Files.createDirectories(HISTORY);
            Path file = HISTORY.resolve("%s.%03d.avsc".formatted(type.getName(), versions.size() + 1));
            Files.writeString(file, SchemaFormatter.getInstance("json/pretty").format(today) + "\n");
            versions = versionsOf(type);
        }

        assertThat(contains(versions, today))
                .as("%s changed: run this test with -D%s=record and commit the file it adds", type.getName(), RELEASE)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldNoticeAFieldThatOldRecordsLack(Class<?> type) {
        Schema today = schemaOf(type);
        List<Schema.Field> fields = Stream.concat(
                        today.getFields().stream().map(field -> new Schema.Field(field, field.schema())),
                        Stream.of(
                                new Schema.Field("withoutDefault", Schema.create(Schema.Type.LONG), "Breaks readers")))
                .toList();
        Schema careless = Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields);

        assertThat(obstacles(careless, today)).isNotEmpty();
    }

    private static Schema schemaOf(Class<?> type) {
        return SpecificData.get().getSchema(type);
    }

    /** Returns what keeps a reader with one schema from reading what was written with the other. */
    private static List<Incompatibility> obstacles(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
    }

    private static List<Schema> enumsIn(Schema schema) {
        List<Schema> found = new ArrayList<>();
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> found.addAll(enumsIn(field.schema())));
            case UNION -> schema.getTypes().forEach(choice -> found.addAll(enumsIn(choice)));
            case ARRAY -> found.addAll(enumsIn(schema.getElementType()));
            case MAP -> found.addAll(enumsIn(schema.getValueType()));
            case ENUM -> found.add(schema);
            default -> {
                // Holds no other schema.
            }
        }
        return found;
    }

    private static boolean contains(List<Schema> versions, Schema wanted) {
        return versions.stream()
                .anyMatch(version -> SchemaNormalization.parsingFingerprint64(version)
                        == SchemaNormalization.parsingFingerprint64(wanted));
    }

    private static List<Schema> versionsOf(Class<?> type) {
        if (!Files.isDirectory(HISTORY)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(HISTORY)) {
            return files.filter(file -> file.getFileName().toString().startsWith(type.getName() + "."))
                    .sorted()
                    .map(SchemaHistoryContract::parse)
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
