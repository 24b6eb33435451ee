package io.slackwater.lab.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.lab.LabException;

/**
 * What a running guest says of itself through its agent.
 *
 * @param kernelRelease what {@code uname -r} says in it
 * @param baseImage the version of the golden image on its disk, or {@code none}
 * @param initrd the version of its initramfs
 */
public record GuestReport(String kernelRelease, String baseImage, String initrd) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the answer to {@code guest-get-osinfo}.
     *
     * @throws LabException if it is no such answer
     */
    static GuestReport of(String answer) {
        try {
            JsonNode osinfo = JSON.readTree(answer).path("return");
            return new GuestReport(
                    text(osinfo, "kernel-release"), text(osinfo, "version-id"), text(osinfo, "variant-id"));
        } catch (JsonProcessingException e) {
            throw new LabException("the guest agent's answer is no JSON: " + answer, e);
        }
    }

    private static String text(JsonNode osinfo, String field) {
        JsonNode value = osinfo.path(field);
        if (!value.isTextual()) {
            throw new LabException("the guest agent's answer has no " + field + ": " + osinfo);
        }
        return value.textValue();
    }
}
