@NullMarked
package io.slackwater.standalone.vms;

import org.jspecify.annotations.NullMarked;
