/** Transfers of files that are bounded, checked and tried again, through proxies where the machine has them. */
@NullMarked
package io.slackwater.artifact.transfer;

import org.jspecify.annotations.NullMarked;
