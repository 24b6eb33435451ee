@NullMarked
package io.slackwater.runtime.provision;

import org.jspecify.annotations.NullMarked;
