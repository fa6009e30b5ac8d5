/** All that is ever asked of a file server. */
export const SFTP_REQUESTS = ["SFTP OPENDIR", "SFTP READDIR", "SFTP OPEN", "SFTP READ", "SFTP CLOSE"] as const;
