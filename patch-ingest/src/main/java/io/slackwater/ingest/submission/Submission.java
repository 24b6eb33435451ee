package io.slackwater.ingest.submission;

import io.slackwater.domain.change.ChangeId;
import io.slackwater.domain.portion.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A change as somebody submits it; it keeps all rules that can be checked without its artifacts. */
public record Submission(
        String operatingSystem, List<SubmittedPortion> portions, Severity severity, List<String> advisories) {

    private static final Pattern OPERATING_SYSTEM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final int MOST_PORTIONS = 16;

    public Submission {
        portions = List.copyOf(portions);
        advisories = List.copyOf(advisories);
    }

    /** Returns the submission, or says which field breaks a rule. */
    public static Submission of(
            String operatingSystem, List<SubmittedPortion> portions, Severity severity, List<String> advisories)
            throws InvalidSubmission {
        if (!OPERATING_SYSTEM.matcher(operatingSystem).matches()) {
            throw new InvalidSubmission(
                    "operatingSystem",
                    "\"" + operatingSystem + "\" is no name of an operating system",
                    "write lower-case letters, digits, dots and hyphens, such as debian-12");
        }
        if (portions.isEmpty() || portions.size() > MOST_PORTIONS) {
            throw new InvalidSubmission(
                    "portions",
                    "has " + portions.size() + " entries",
                    "name the portion versions that move together, 1 to " + MOST_PORTIONS);
        }
        Set<String> names = new HashSet<>();
        for (int at = 0; at < portions.size(); at++) {
            portions.get(at).check("portions[" + at + "]", operatingSystem);
            if (!names.add(portions.get(at).portion())) {
                throw new InvalidSubmission(
                        "portions[" + at + "].portion",
                        "\"" + portions.get(at).portion() + "\" is named twice",
                        "name each portion once");
            }
        }
        return new Submission(operatingSystem, portions, severity, advisories);
    }

    /** Returns the id that the change has once its artifacts turn out to be what it says. */
    String changeId() {
        return ChangeId.of(
                operatingSystem,
                portions.stream().map(SubmittedPortion::identity).toList());
    }
}
