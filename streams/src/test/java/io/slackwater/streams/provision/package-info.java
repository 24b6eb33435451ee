@NullMarked
package io.slackwater.streams.provision;

import org.jspecify.annotations.NullMarked;
