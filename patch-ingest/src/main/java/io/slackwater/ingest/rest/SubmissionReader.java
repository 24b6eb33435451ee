package io.slackwater.ingest.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.text.TextLimit;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.ingest.submission.InvalidSubmission;
import io.slackwater.ingest.submission.Submission;
import io.slackwater.ingest.submission.SubmittedPortion;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the JSON of a submission. */
@ApplicationScoped
public class SubmissionReader {

    private static final int LONGEST = 1 << 20;
    private static final List<PortionKind> KINDS =
            Arrays.stream(PortionKind.values()).filter(PortionKind::hasArtifact).toList();
    private static final List<VolumeFormat> FORMATS = List.of(VolumeFormat.RAW, VolumeFormat.QCOW2);

    private final ObjectReader json;

    SubmissionReader(ObjectMapper mapper) {
        this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    Submission readSubmission(InputStream body) throws InvalidSubmission, IOException {
        JsonFields fields = new JsonFields("", readObject(body));
        fields.allowOnly("operatingSystem", "portions", "severity", "advisories");
        List<SubmittedPortion> portions = new ArrayList<>();
        for (JsonFields portion : fields.objects("portions")) {
            portions.add(readPortion(portion));
        }
        return Submission.of(
                fields.text("operatingSystem"),
                portions,
                fields.constant("severity", List.of(Severity.values()), Optional.of(Severity.UNKNOWN)),
                fields.texts("advisories"));
    }

    JsonNode readObject(InputStream body) throws InvalidSubmission, IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new InvalidSubmission("body", "is longer than " + LONGEST + " bytes", "send one change at a time");
        }
        try {
            JsonNode node = json.readTree(bytes);
            if (!node.isObject()) {
                throw new InvalidSubmission("body", "is no JSON object", "send a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InvalidSubmission("body", "is no JSON: " + e.getOriginalMessage(), "send a JSON object");
        }
    }

    private static SubmittedPortion readPortion(JsonFields fields) throws InvalidSubmission {
        fields.allowOnly(
                "portion",
                "kind",
                "version",
                "versionOrder",
                "supersedes",
                "sha256",
                "size",
                "format",
                "artifactUrl",
                "kernelRelease");
        List<String> supersedes = fields.texts("supersedes");
        boolean listsVersions = supersedes.stream().anyMatch(entry -> !OfferedVersion.isContent(entry));
        VersionOrder usual = listsVersions ? VersionOrder.LISTED : VersionOrder.DEBIAN;
        return new SubmittedPortion(
                fields.text("portion"),
                fields.constant("kind", KINDS, Optional.empty()),
                fields.text("version"),
                fields.constant("versionOrder", List.of(VersionOrder.values()), Optional.of(usual)),
                supersedes,
                fields.text("sha256"),
                fields.optionalNumber("size"),
                fields.constant("format", FORMATS, Optional.empty()),
                artifactUrl(fields),
                fields.optionalText("kernelRelease"));
    }

    private static Optional<URI> artifactUrl(JsonFields fields) throws InvalidSubmission {
        Optional<String> text = fields.optionalText("artifactUrl", TextLimit.ADDRESS);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text.get()));
        } catch (URISyntaxException e) {
            throw new InvalidSubmission(
                    fields.at("artifactUrl"),
                    "is no address: " + e.getReason() + " at character " + e.getIndex(),
                    "write an http, https or file address");
        }
    }
}
