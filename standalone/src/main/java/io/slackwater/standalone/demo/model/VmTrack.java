package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.VmState;
import java.util.Optional;

/**
 * A VM now.
 *
 * @param id its UUID
 * @param name its name on its host; its UUID until that is known
 * @param host its host; empty until that is known
 * @param state its run state
 * @param kernel the version of the kernel that it runs, or is to start next when it is off; empty while that is not known
 * @param update its latest update
 */
public record VmTrack(
        String id, String name, String host, VmState state, Optional<String> kernel, Optional<UpdateTrack> update) {}
