/** What a service does before its streams and channels begin. */
@NullMarked
package io.slackwater.runtime.startup;

import org.jspecify.annotations.NullMarked;
