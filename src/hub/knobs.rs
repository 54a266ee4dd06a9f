//! The hub's knobs, their defaults and why.

use std::{sync::Arc, time::Duration};

use crate::domain::moment::Moment;

/// How the hub behaves; the defaults suit a show with 15,000 phones on two cores.
#[derive(Clone)]
pub struct HubKnobs {
    /// The name of this node in greetings.
    pub node: String,
    /// Threads that write to the audience; one a core costs least per delivery.
    pub shards: usize,
    /// The least time between two releases to the audience. The first line after a pause goes at once.
    pub window: Duration,
    /// Silence after which a listener is pinged, give or take a fifth.
    pub heartbeat: Duration,
    /// How much longer than the heartbeat an answer to a ping may take.
    pub grace: Duration,
    /// How long a socket may take nothing while something waits for it.
    pub stall: Duration,
    /// Bytes of lines kept in memory per stream.
    pub ring_bytes: usize,
    /// A resume that needs more bytes than this gets a snapshot, which is cheaper for both.
    pub replay_bytes: usize,
    /// A resume that needs more lines than this gets a snapshot.
    pub replay_lines: usize,
    /// A listener this many bytes behind gets no tallies until it has caught up.
    pub lite_bytes: usize,
    /// A listener this many bytes behind gets a snapshot instead of the lines.
    pub behind_bytes: usize,
    /// The largest frame of a snapshot, so that no buffer grows by it.
    pub part_bytes: usize,
    /// How long one snapshot serves all who need one.
    pub snapshot_reuse: Duration,
    /// Kernel send buffer of an audience socket, so that stalled phones pin little.
    pub send_buffer: usize,
    /// Kernel receive buffer of an audience socket; phones only say pong.
    pub receive_buffer: usize,
    /// After this long without an acknowledgement the kernel gives the phone up.
    pub user_timeout: Duration,
    /// How long an inquiry without listeners stays in memory.
    pub linger: Duration,
    /// Returning listeners a second that the other nodes can bear; decides the window told when draining.
    pub returns_per_second: u64,
    /// Mailboxes whose heads one poll compares; the others wait for their turn.
    pub mailboxes_per_poll: usize,
    /// The first wait after a failed read of the past; doubles up to a hundredfold.
    pub patience: Duration,
    /// What the time is, for greetings.
    pub clock: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl Default for HubKnobs {
    fn default() -> Self {
        Self {
            node: format!("{:04x}", rand::random::<u16>()),
            shards: std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            window: Duration::from_millis(100),
            heartbeat: Duration::from_secs(25),
            grace: Duration::from_secs(10),
            stall: Duration::from_secs(10),
            ring_bytes: 4 << 20,
            replay_bytes: 64 << 10,
            replay_lines: 300,
            lite_bytes: 64 << 10,
            behind_bytes: 1 << 20,
            part_bytes: 4 << 10,
            snapshot_reuse: Duration::from_secs(1),
            send_buffer: 16 << 10,
            receive_buffer: 4 << 10,
            user_timeout: Duration::from_secs(25),
            linger: Duration::from_secs(30),
            returns_per_second: 5000,
            mailboxes_per_poll: 50,
            patience: Duration::from_millis(50),
            clock: Arc::new(Moment::of_system),
        }
    }
}
