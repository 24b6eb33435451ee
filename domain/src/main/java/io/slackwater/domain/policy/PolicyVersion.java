package io.slackwater.domain.policy;

/**
 * One version of a policy.
 *
 * @param name the policy's name
 * @param version counts up each time it is set or removed; 0 for the built-in policy
 */
public record PolicyVersion(String name, int version) {

    /** The name of the policy that applies where no other does; nobody can set it. */
    public static final String BUILT_IN_NAME = "built-in";

    /** The policy that applies where no other does. */
    public static final PolicyVersion BUILT_IN = new PolicyVersion(BUILT_IN_NAME, 0);

    @Override
    public String toString() {
        return name + " version " + version;
    }
}
