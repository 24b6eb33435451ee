package io.slackwater.standalone.text;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of an option. */
public final class TimeConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException malformed) {
            throw new TypeConversionException(
                    "'" + value + "' is no time: write it in UTC, such as 2026-11-30T15:04:05Z");
        }
    }
}
