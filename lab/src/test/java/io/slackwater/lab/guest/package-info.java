@NullMarked
package io.slackwater.lab.guest;

import org.jspecify.annotations.NullMarked;
