package io.slackwater.domain.policy;

/**
 * What is wrong with a policy.
 *
 * @param field the path of the field at fault, such as {@code windows[0].zone}; empty for the document itself
 * @param detail what is wrong with it
 * @param remedy what to write instead
 */
public record PolicyProblem(String field, String detail, String remedy) {

    /** Returns it as a sentence. */
    public String describe() {
        return (field.isEmpty() ? "The document" : field) + " " + detail + ": " + remedy;
    }
}
