@NullMarked
package io.slackwater.runtime.adoption;

import org.jspecify.annotations.NullMarked;
