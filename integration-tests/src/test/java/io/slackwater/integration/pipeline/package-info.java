/** The main job, from a change to freed storage. */
@NullMarked
package io.slackwater.integration.pipeline;

import org.jspecify.annotations.NullMarked;
