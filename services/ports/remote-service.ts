/** Tells whether an answer is of the form that is known here. */
export type IsOfForm<T> = (value: unknown) => value is T;

/**
 * A service elsewhere, as a command asks it. Each call throws what the wire throws, a LockstepError with the code that the service answered, or
 * `answer-unexpected` for what is of another form than is known here.
 */
export interface RemoteService {
  /** `path` below `/api/v1`. */
  get<T>(path: string, isOfForm: IsOfForm<T>): Promise<T>;
  /** By its key the service knows what was asked for before, so that it may be asked again. */
  post<T>(path: string, body: object, isOfForm: IsOfForm<T>, key: string): Promise<T>;
  close(): Promise<void>;
}
